/* SPDX-License-Identifier: Apache-2.0 */
package dev.tryon.experts.figures.person;

import dev.tryon.experts.figures.raster.Dice;

/**
 * Who is in the picture, without the product. Immutable.
 *
 * @param build proportions of the body
 * @param skin colour of the skin
 * @param hair the hair
 * @param lower trousers or skirt, and shoes
 * @param faceSeed seed of the face
 * @param headWear what is worn on the face
 */
public record Person(Build build, Skin skin, Hair hair, LegWear lower, long faceSeed, HeadWear headWear) {

    public static Person any(Dice dice) {
        return new Person(
                Build.any(dice.split()),
                Skin.any(dice.split()),
                Hair.any(dice.split()),
                Lower.any(dice.split()),
                dice.integer(0, 1 << 30),
                HeadWear.NONE);
    }

    /** The same person in something else below the waist. */
    public Person in(LegWear other) {
        return new Person(build, skin, hair, other, faceSeed, headWear);
    }

    /** The same person with something on the face. */
    public Person wearing(HeadWear other) {
        return new Person(build, skin, hair, lower, faceSeed, other);
    }

    /** The same body, skin and hair with another face. */
    public Person withFace(long seed) {
        return new Person(build, skin, hair, lower, seed, headWear);
    }

    /** The same face on a head whose hair has the same colour and another cut. */
    public Person withHair(Hair cut) {
        Hair dyed = new Hair(cut.style(), hair.colour(), cut.length(), cut.front(), cut.seed());
        return new Person(build, skin, dyed, lower, faceSeed, headWear);
    }
}
